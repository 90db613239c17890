"""What people do in the app: decide, work through a queue, code blind, compare, sign in."""
