"""What tests share: databases, a client that checks every page, counting statements."""
