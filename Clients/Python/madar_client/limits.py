"""Every bound of this client, with its unit in the name. SPEC W-90 unless said otherwise."""

PREAMBLE_BYTES = 8
MESSAGE_1_BYTES = 88
MESSAGE_2_BYTES = 82
MESSAGE_3_BYTES = 162

TAG_BYTES = 16
HEADER_BYTES = 8
FRAME_PLAINTEXT_BYTES = 16_384
FRAME_PLAINTEXT_LEAST_BYTES = 1_024
CIPHERTEXT_LEAST_BYTES = 24
PADDED_LEAST_BYTES = 128
INNER_FRAMES_PER_FRAME = 64
FRAMES_PER_KEY = 1_024
FRAMES_PER_DIRECTION = 1 << 48

WELCOME_BYTES = 48
CREDIT_BYTES = (1 << 31) - 1
STREAM_LAST = (1 << 31) - 1
MESSAGE_BYTES = 65_536
# SPEC W-33: what a client takes of a unary answer, and of the content of DEFINITION, which is
# not cut into pages.
UNARY_ANSWER_BYTES = 1 << 20
PAGE_BYTES = 1 << 20
DEFINITION_BYTES = 16 << 20

DEADLINE_MS = 120_000
# How long past its deadline a call is waited for (SPEC W-44).
GRACE_SECONDS = 5.0
CONNECT_SECONDS = 10.0
HANDSHAKE_SECONDS = 20.0
FRAME_SECONDS = 30.0
SEND_SECONDS = 30.0

# How long to wait between two attempts: a random time up to a bound that doubles.
PAUSE_LEAST_SECONDS = 0.1
PAUSE_MOST_SECONDS = 10.0
PAUSE_CUT_SECONDS = 0.5
# What a client does for itself after a call waits for no more than this.
HOUSEWORK_MS = 5_000
# The shortest and the longest silence of a connection on which something is awaited, before it says
# PING, and how long it waits for PONG; how often its reader looks at the clock; what PING of a
# daemon is borne (W-36).
HEARTBEAT_LEAST_SECONDS = 30.0
HEARTBEAT_MOST_SECONDS = 240.0
PONG_SECONDS = 30.0
TURN_SECONDS = 15.0
PINGS_BORNE = 200
PINGS_SECONDS = 30.0
# How long one call is tried again before its caller is told what is known.
PATIENCE_SECONDS = 60.0

DAEMON_KEYS = 2
# How often an answer to a referral is sent again where somebody else has gone on with the file.
CONFLICTS = 8
# How often a renewal of the pre-shared key begins again in one go (SPEC W-88).
RENEWALS = 3
CURSOR_BYTES = 192
PAGE_FILES = 100
# Pages without a new file that a list is followed through, and how often it is begun again.
IDLE_PAGES = 8
# Tasks that fell due and may be told again (SPEC W-111).
DUES = 2_000

NOTE_BYTES = 2_048
LOG_KEY_STATEMENT_BYTES = 640
NOTE_SIGNATURES = 16
PROOF_HASHES = 64

# The sealed files of a device. Memory is bounded so that a planted file cannot take all of it.
ARGON_MEMORY_LEAST_BYTES = 64 << 20
ARGON_MEMORY_MOST_BYTES = 1 << 30
ARGON_PASSES_LEAST = 2
ARGON_PASSES_MOST = 16
PASSPHRASE_BYTES = 1_024
SEALED_FILE_BYTES = 1 << 20
SEALED_FILE_STEP_BYTES = 1_024
OUTBOX_ENTRIES = 10_000
# Operation keys of which the daemon is told at once, how many of them gather before it is told,
# and how many are kept where it cannot be told (SPEC W-95).
ACKNOWLEDGED_KEYS = 200
ACKNOWLEDGE_FROM_KEYS = 40
ANSWERED_KEYS = 1_000
CREDIT_MOST_BYTES = 2**31 - 1
PIECE_BYTES = 4096
ATTACHMENT_BYTES = 20 << 20
# Descriptors and returns of provinces (SPEC W-140, W-220).
DESCRIPTOR_BYTES = 1_024
PROVINCE_CODE_BYTES = 16
RETURN_BYTES = 1 << 20
RETURN_TABLES = 64
RETURN_DIMENSIONS = 4
RETURN_VALUES = 128
RETURN_CELLS = 1_024
CODE_BYTES = 64
