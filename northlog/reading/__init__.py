"""What people and programs are shown of an organization: now, on any past day, and what happened in between."""
