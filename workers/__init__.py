"""What must happen next: alerts, reminders, deliveries. Empty until the first of them comes."""
