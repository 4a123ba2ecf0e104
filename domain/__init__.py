"""What OKRs are: commands, events and the rules between them. Pure: no I/O, no clock, no ids made."""
