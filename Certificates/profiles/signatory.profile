# A signatory: a person, in one role, for one signature. There is no e-mail address: many signatories are minors.

key = P-256
digest = SHA-256
validity = 10 minutes
backdating = 1 minute

subject.C = FR
subject.O = {signatory-organisation}
subject.CN = {common-name}
subject.GN = {given-name}
subject.SN = {surname}
subject.title = {title}
subject.serialNumber = {serial-number}

basic-constraints = end entity
key-usage = nonRepudiation

# emailProtection beside documentSigning: openssl cms and NSS (pdfsig) refuse the signature without it.
extended-key-usage = documentSigning, emailProtection
extended-key-usage-critical = no

# Under which rules it was issued, for which role, and how the person was identified.
policies = {arc}.1.1, {role}, {identification}

# Adds noRevAvail and id-etsi-ext-valassured-ST-certs: there is no revocation in the life of ten minutes.
short-term = yes
