"""Who may do what, where: grants of roles over subtrees to the subjects of logins."""
