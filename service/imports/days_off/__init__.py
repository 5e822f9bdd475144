"""Days on which nobody meets: holidays, party days and the county's school holidays."""
