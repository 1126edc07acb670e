import CZlib

/// A PNG picture: grey, RGB or palette, with or without transparency, 1 to 16 bits, not interlaced.
///
/// Source: Portable Network Graphics, third edition, W3C 2025. Lengths, checksums and the order of its parts are checked before they
/// are believed; what is behind transparent parts is white, as paper.
struct PNGFile {
    static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

    private enum Colors: UInt8 {
        case gray = 0, rgb = 2, palette = 3, grayAlpha = 4, rgba = 6

        var channels: Int {
            switch self {
            case .gray, .palette: 1
            case .grayAlpha: 2
            case .rgb: 3
            case .rgba: 4
            }
        }
        var depths: [Int] {
            switch self {
            case .gray: [1, 2, 4, 8, 16]
            case .palette: [1, 2, 4, 8]
            default: [8, 16]
            }
        }
    }

    private var width = 0
    private var height = 0
    private var depth = 8
    private var colors = Colors.gray
    /// Shade and opacity of each colour of the palette.
    private var palette: [(shade: Int, opacity: Int)] = []
    /// The one colour that is transparent, of pictures without opacity.
    private var transparent: [Int]?
    /// Rows, each with the byte of its filter before it.
    private var rows: [UInt8] = []

    init(reading bytes: [UInt8]) throws(PictureFault) {
        var packed: [UInt8] = []
        var place = Self.signature.count
        var (isFirst, hasEnded, dataHasEnded) = (true, false, false)
        while !hasEnded {
            guard place + 12 <= bytes.count else { throw .damaged(reason: "its end is missing") }
            let length = Self.number(bytes, at: place)
            guard length <= bytes.count - place - 12 else { throw .damaged(reason: "a part of it is longer than the file") }
            let kind = Array(bytes[place + 4..<place + 8])
            let content = Array(bytes[place + 8..<place + 8 + length])
            guard Self.checksum(kind + content) == Self.number(bytes, at: place + 8 + length) else {
                throw .damaged(reason: "a checksum in it does not fit")
            }
            place += 12 + length
            let name = String(decoding: kind, as: UTF8.self)
            guard isFirst == (name == "IHDR") else { throw .damaged(reason: "it does not begin with its size") }
            isFirst = false
            if name != "IDAT", !packed.isEmpty { dataHasEnded = true }
            switch name {
            case "IHDR": try readHeader(content)
            case "PLTE":
                guard packed.isEmpty, content.count.isMultiple(of: 3), 1...256 ~= content.count / 3 else { throw .damaged(reason: "its palette is none") }
                palette = stride(from: 0, to: content.count, by: 3).map {
                    (Self.shade(Int(content[$0]), Int(content[$0 + 1]), Int(content[$0 + 2])), 255)
                }
            case "tRNS": try readTransparency(content)
            case "IDAT":
                guard !dataHasEnded else { throw .damaged(reason: "its pixels are in two places") }
                packed += content
            case "IEND": hasEnded = true
            default:
                // A small first letter: it may be passed over.
                guard let first = kind.first, first & 0x20 != 0 else { throw .notRead(reason: "has a part '\(Self.printable(kind))'") }
            }
        }
        let expected = height * (1 + rowLength)
        guard colors != .palette || !palette.isEmpty else { throw .damaged(reason: "its palette is missing") }
        switch Gzip.inflate(packed, limit: expected, wrapping: .zlib) {
        case .bytes(let unpacked, let isWhole):
            guard unpacked.count == expected, isWhole else { throw .damaged(reason: "it has not as many pixels as its size says") }
            rows = unpacked
        case .damaged(let reason): throw .damaged(reason: "its pixels cannot be unpacked: \(reason)")
        }
        try undoFilters()
    }

    private mutating func readHeader(_ content: [UInt8]) throws(PictureFault) {
        guard content.count == 13, let colors = Colors(rawValue: content[9]) else { throw .damaged(reason: "its header is none") }
        (width, height, depth) = (Self.number(content, at: 0), Self.number(content, at: 4), Int(content[8]))
        self.colors = colors
        guard colors.depths.contains(depth), content[10] == 0, content[11] == 0 else { throw .damaged(reason: "its header is none") }
        guard content[12] == 0 else { throw .notRead(reason: "is interlaced") }
        try GrayPicture.check(width: width, height: height)
    }

    private mutating func readTransparency(_ content: [UInt8]) throws(PictureFault) {
        switch colors {
        case .palette:
            guard content.count <= palette.count else { throw .damaged(reason: "its palette is shorter than its transparency") }
            for (index, opacity) in content.enumerated() { palette[index].opacity = Int(opacity) }
        case .gray, .rgb:
            guard content.count == 2 * colors.channels else { throw .damaged(reason: "its transparency is none") }
            transparent = (0..<colors.channels).map { Int(content[2 * $0]) << 8 | Int(content[2 * $0 + 1]) }
        case .grayAlpha, .rgba: throw .damaged(reason: "its transparency stands twice")
        }
    }

    // MARK: Pixels

    private var rowLength: Int { (width * colors.channels * depth + 7) / 8 }

    /// Each byte was written as its difference to what its neighbours foretell.
    private mutating func undoFilters() throws(PictureFault) {
        let step = max(1, colors.channels * depth / 8)
        let stride = rowLength + 1
        for row in 0..<height {
            let start = row * stride + 1
            let filter = rows[start - 1]
            guard filter <= 4 else { throw .damaged(reason: "a row has the unknown filter \(filter)") }
            for index in 0..<rowLength where filter > 0 {
                let left = index >= step ? Int(rows[start + index - step]) : 0
                let above = row > 0 ? Int(rows[start + index - stride]) : 0
                let corner = row > 0 && index >= step ? Int(rows[start + index - stride - step]) : 0
                let foretold =
                    switch filter {
                    case 1: left
                    case 2: above
                    case 3: (left + above) / 2
                    default: Self.paeth(left, above, corner)
                    }
                rows[start + index] &+= UInt8(truncatingIfNeeded: foretold)
            }
        }
    }

    /// The neighbour that is nearest to left + above - corner.
    private static func paeth(_ left: Int, _ above: Int, _ corner: Int) -> Int {
        let middle = left + above - corner
        let (toLeft, toAbove, toCorner) = (abs(middle - left), abs(middle - above), abs(middle - corner))
        if toLeft <= toAbove, toLeft <= toCorner { return left }
        return toAbove <= toCorner ? above : corner
    }

    var picture: GrayPicture {
        get throws(PictureFault) {
            var pixels = [UInt8](repeating: 0, count: width * height)
            for row in 0..<height {
                for column in 0..<width { pixels[row * width + column] = try shade(row, column) }
            }
            return GrayPicture(width: width, height: height, pixels: pixels)
        }
    }

    /// On white paper.
    private func shade(_ row: Int, _ column: Int) throws(PictureFault) -> UInt8 {
        func sample(_ channel: Int) -> Int { self.sample(row, column * colors.channels + channel) }
        let most = 1 << depth - 1
        func byte(_ sample: Int) -> Int { (sample * 255 + most / 2) / most }
        var shade: Int
        var opacity = 255
        switch colors {
        case .palette:
            let index = sample(0)
            guard palette.indices.contains(index) else { throw .damaged(reason: "a pixel has a colour that the palette has not") }
            (shade, opacity) = palette[index]
        case .gray, .grayAlpha:
            shade = byte(sample(0))
            if colors == .grayAlpha { opacity = byte(sample(1)) }
        case .rgb, .rgba:
            shade = Self.shade(byte(sample(0)), byte(sample(1)), byte(sample(2)))
            if colors == .rgba { opacity = byte(sample(3)) }
        }
        if let transparent, transparent.indices.allSatisfy({ sample($0) == transparent[$0] }) { opacity = 0 }
        shade = (shade * opacity + 255 * (255 - opacity) + 127) / 255
        return UInt8(clamping: shade)
    }

    private func sample(_ row: Int, _ index: Int) -> Int {
        let start = row * (rowLength + 1) + 1
        switch depth {
        case 16: return Int(rows[start + 2 * index]) << 8 | Int(rows[start + 2 * index + 1])
        case 8: return Int(rows[start + index])
        default:
            let bit = index * depth
            return Int(rows[start + bit / 8]) >> (8 - depth - bit % 8) & (1 << depth - 1)
        }
    }

    /// Of red, green and blue: as bright as the eye takes it, by ITU-R BT.601.
    private static func shade(_ red: Int, _ green: Int, _ blue: Int) -> Int { (299 * red + 587 * green + 114 * blue + 500) / 1000 }

    // MARK: Bytes

    private static func number(_ bytes: [UInt8], at place: Int) -> Int {
        (0..<4).reduce(0) { $0 << 8 | Int(bytes[place + $1]) }
    }

    private static func checksum(_ bytes: [UInt8]) -> Int { Int(truncatingIfNeeded: crc32(0, bytes, UInt32(bytes.count)) & 0xFFFF_FFFF) }

    private static func printable(_ kind: [UInt8]) -> String {
        String(decoding: kind.map { 0x20..<0x7F ~= $0 ? $0 : UInt8(ascii: "?") }, as: UTF8.self)
    }
}
