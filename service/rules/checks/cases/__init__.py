"""What is known of cases: owners, proposals, values, delegations and votes."""
