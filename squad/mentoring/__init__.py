"""A mentor's own record of a programme, read by that mentor alone, and the certificate."""
