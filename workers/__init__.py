"""What must happen next: alerts, reminders, deliveries."""
