"""What others read: records, tables and maps, with private persons masked."""
