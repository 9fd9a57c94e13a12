"""Pure rules of accounts: how long things live, delays, passwords, addresses, kinds of browser."""
