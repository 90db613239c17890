"""The review app: pages and an API over a store, for a browser on this machine or for a team."""
