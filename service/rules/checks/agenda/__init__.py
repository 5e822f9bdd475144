"""What stands on agendas and in protocols, who put it there and who is told."""
