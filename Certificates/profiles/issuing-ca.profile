# The issuing CA: certifies the key of a signatory for one signature. No authority stands below it.

key = P-256
digest = SHA-384
validity = 5 years
backdating = 1 minute

subject.C = FR
subject.O = {organisation}
subject.CN = Seing - Autorité des signataires

basic-constraints = authority, path length 0
key-usage = keyCertSign, cRLSign

# It may certify under every policy, so that a chain is valid for the policies of each signatory.
policies = anyPolicy

revocation-list-validity = 7 days
