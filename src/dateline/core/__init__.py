"""What Dateline talks about; knows no other part of it but ``errors``."""
