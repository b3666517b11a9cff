"""How each portal does: judged from its own history and from what its file expects, with reasons."""
