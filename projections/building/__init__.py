"""Blue and green: how a projection is built anew beside the live build, and switched in."""
