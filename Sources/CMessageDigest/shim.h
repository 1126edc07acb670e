// libmd's SHA-256 (it comes with libedit-dev on Debian). On a Mac CryptoKit is used instead.
#include <sys/types.h>
#include <sha2.h>
