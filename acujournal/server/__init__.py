"""The doors of the program: who may come in, what every answer carries, and how it starts and stops."""
