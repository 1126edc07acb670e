/// Netpbm's grey maps: `P5` with a byte or two for each pixel, `P2` with numbers as text.
enum PGMFile {
    static func picture(reading bytes: [UInt8]) throws(PictureFault) -> GrayPicture {
        var place = 2
        /// A number behind spaces and comments; nil at the end.
        func number() throws(PictureFault) -> Int? {
            while place < bytes.count {
                if bytes[place] == UInt8(ascii: "#") {
                    while place < bytes.count, bytes[place] != 0x0A { place += 1 }
                } else if bytes[place] == 0x20 || 0x09...0x0D ~= bytes[place] {
                    place += 1
                } else {
                    break
                }
            }
            guard place < bytes.count else { return nil }
            var value = 0
            let start = place
            while place < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[place]) {
                value = value * 10 + Int(bytes[place] - UInt8(ascii: "0"))
                guard value <= 1 << 24 else { throw .damaged(reason: "a number in it is too large") }
                place += 1
            }
            guard place > start else { throw .damaged(reason: "it holds something that is no number") }
            return value
        }
        guard let width = try number(), let height = try number(), let most = try number(), 1...65_535 ~= most else {
            throw .damaged(reason: "its header is none")
        }
        try GrayPicture.check(width: width, height: height)
        let count = width * height
        var pixels: [UInt8] = []
        func add(_ value: Int) throws(PictureFault) {
            guard value <= most else { throw .damaged(reason: "a pixel is brighter than white") }
            pixels.append(UInt8(clamping: (value * 255 + most / 2) / most))
        }
        if bytes[1] == UInt8(ascii: "5") {
            let size = most > 255 ? 2 : 1
            place += 1
            guard bytes.count - place == count * size else { throw .damaged(reason: "it has not as many pixels as its size says") }
            for index in 0..<count {
                try add(size == 1 ? Int(bytes[place + index]) : Int(bytes[place + 2 * index]) << 8 | Int(bytes[place + 2 * index + 1]))
            }
        } else {
            while pixels.count < count, let value = try number() { try add(value) }
            guard pixels.count == count, try number() == nil else { throw .damaged(reason: "it has not as many pixels as its size says") }
        }
        return GrayPicture(width: width, height: height, pixels: pixels)
    }
}
