/// One file in the format that MNIST made known: a magic number, the dimensions as big-endian 32-bit numbers, then bytes.
/// Source: Y. LeCun, C. Cortes, C. Burges, "The MNIST database", section File formats.
package struct IDXFile: Sendable {
    let path: String
    let content: IDXContent
    package let count: Int
    /// 1 x 1 for labels.
    package let height: Int
    package let width: Int
    /// Without the header.
    package let bytes: [UInt8]
    /// SHA-256 of the uncompressed file, header and all.
    let checksum: String
    let wasPacked: Bool

    /// What is known beforehand about a file of a known set.
    package struct Expectation: Sendable, Hashable {
        var count: Int
        var height: Int
        var width: Int
        var checksum: String?
    }

    /// Reads and checks a file, gzipped or plain, whichever its first bytes say.
    static func read(_ path: String, _ content: IDXContent, expected: Expectation?) throws(DataError) -> IDXFile {
        try parse(try Files.read(path), path: path, content, expected: expected)
    }

    /// The same of a file's bytes. `path`: for errors.
    package static func parse(
        _ stored: [UInt8], path: String, _ content: IDXContent, expected: Expectation?
    ) throws(DataError) -> IDXFile {
        func fault(_ fault: DataError.FileFault) -> DataError { .file(path: path, fault) }

        if stored.isEmpty { throw fault(.empty) }
        let headerSize = content == .images ? 16 : 8
        let packed = Gzip.isGzip(stored)
        let start = try packed ? unpacked(stored, limit: headerSize, path) : stored

        if start.count >= 4 {
            let magic = start.bigEndian(at: 0)
            let other: IDXContent = content == .images ? .labels : .images
            if magic == other.magic { throw fault(.swapped(found: other)) }
            if magic != content.magic { throw fault(.wrongMagic(expected: content.magic, found: magic)) }
        }
        guard start.count >= headerSize else { throw fault(.truncated(expected: headerSize, found: start.count)) }
        let count = Int(start.bigEndian(at: 4))
        let height = content == .images ? Int(start.bigEndian(at: 8)) : 1
        let width = content == .images ? Int(start.bigEndian(at: 12)) : 1
        if let expected {
            if content == .images, height != expected.height || width != expected.width {
                throw fault(
                    .wrongSize(expectedHeight: expected.height, expectedWidth: expected.width, height: height, width: width))
            }
            if count != expected.count { throw fault(.wrongCount(expected: expected.count, found: count)) }
        }
        let (area, areaOverflow) = height.multipliedReportingOverflow(by: width)
        let (size, overflow) = count.multipliedReportingOverflow(by: area)
        guard size > 0, !areaOverflow, !overflow, count <= Int(Int32.max), size <= Files.largest else {
            throw fault(.impossibleHeader(count: count, height: height, width: width))
        }
        let total = headerSize + size
        let whole = try packed ? unpacked(stored, limit: total, path) : stored
        if whole.count < total { throw fault(.truncated(expected: total, found: whole.count)) }
        if whole.count > total { throw fault(.overlong(expected: total)) }
        let checksum = Checksum.sha256(whole)
        if let wanted = expected?.checksum, wanted != checksum {
            throw fault(.wrongChecksum(expected: wanted, found: checksum))
        }
        return IDXFile(
            path: path, content: content, count: count, height: height, width: width,
            bytes: Array(whole[headerSize...]), checksum: checksum, wasPacked: packed)
    }

    /// A gzip stream that breaks off is a file that is too short only if it says nothing wrong before.
    private static func unpacked(_ packed: [UInt8], limit: Int, _ path: String) throws(DataError) -> [UInt8] {
        switch Gzip.inflate(packed, limit: limit) {
        case .bytes(let bytes, let isWhole):
            // All the data without the checksum behind it: the last bytes of the file are lost.
            if !isWhole, bytes.count >= limit { throw .file(path: path, .damagedGzip(reason: "it ends before its own checksum")) }
            return bytes
        case .damaged(let reason): throw .file(path: path, .damagedGzip(reason: reason))
        }
    }
}

extension Array<UInt8> {
    fileprivate func bigEndian(at position: Int) -> UInt32 {
        self[position..<position + 4].reduce(0) { $0 << 8 | UInt32($1) }
    }
}
