#if canImport(CryptoKit)
    import CryptoKit
#else
    import CMessageDigest
#endif

/// SHA-256 by the system's library: libmd on Linux, CryptoKit on a Mac.
package enum Checksum {
    /// 64 hex digits.
    package static func sha256(_ parts: [UInt8]...) -> String {
        #if canImport(CryptoKit)
            var hash = CryptoKit.SHA256()
            for part in parts { part.withUnsafeBytes { hash.update(bufferPointer: $0) } }
            let digest = Array(hash.finalize())
        #else
            var context = SHA2_CTX()
            SHA256Init(&context)
            for part in parts { SHA256Update(&context, part, part.count) }
            var digest = [UInt8](repeating: 0, count: 32)
            SHA256Final(&digest, &context)
        #endif
        let digits = Array("0123456789abcdef")
        return String(digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
    }
}
