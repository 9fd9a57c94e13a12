"""Who may do what: permissions, one pure policy, stamps on views, the gate."""
