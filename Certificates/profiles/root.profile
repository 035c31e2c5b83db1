# The root: the trust anchor of everything this service signs. Its key is needed to certify the issuing CA, the seal and
# the time-stamping unit, and to renew its revocation list; keep it offline (seing pki init --root-dir).

key = P-384
digest = SHA-384
validity = 15 years
backdating = 1 minute

subject.C = FR
subject.O = {organisation}
subject.CN = Seing - Autorité racine

basic-constraints = authority
key-usage = keyCertSign, cRLSign

# Checked whenever a signature is checked, so it lasts.
revocation-list-validity = 400 days
