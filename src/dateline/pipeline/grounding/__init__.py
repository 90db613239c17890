"""Claim to GroundedClaim: what its words refer to."""
