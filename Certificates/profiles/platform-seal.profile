# The platform's seal: what the service itself says, in the name of the organisation that runs it.

key = P-256
digest = SHA-384
validity = 5 years
backdating = 1 minute

subject.C = FR
subject.O = {organisation}
subject.CN = Seing - Cachet de la plateforme

basic-constraints = end entity
key-usage = digitalSignature, nonRepudiation
extended-key-usage = documentSigning, emailProtection
policies = {arc}.1.2
