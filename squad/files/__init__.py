"""Files in and out: tables read from CSV and XLSX, values understood, CSV written safely."""
