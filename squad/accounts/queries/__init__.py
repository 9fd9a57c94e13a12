"""Reading accounts: sign-ins, links, lists for administrators."""
