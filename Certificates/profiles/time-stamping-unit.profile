# The time-stamping unit: says when a signature existed (RFC 3161).

key = P-256
digest = SHA-384
validity = 5 years
backdating = 1 minute

subject.C = FR
subject.O = {organisation}
subject.CN = Seing - Unité d'horodatage

basic-constraints = end entity
key-usage = digitalSignature, nonRepudiation

# RFC 3161 wants timeStamping alone and critical; Seing refuses anything else.
extended-key-usage = timeStamping
extended-key-usage-critical = yes
policies = {arc}.1.3
