"""KYC: cases, screening and the names they compare (п. 3.25, 40.3; M1.2)."""
