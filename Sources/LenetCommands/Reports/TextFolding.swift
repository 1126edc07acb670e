/// Prose folded at spaces.
package enum TextFolding {
    /// `hanging`: spaces before every line but the first. A word longer than the width stays whole.
    package static func folded(_ text: String, width: Int, hanging: Int = 0) -> [String] {
        var lines: [String] = []
        var line = ""
        let margin = String(repeating: " ", count: hanging)
        for word in text.split(separator: " ") {
            if line.isEmpty || line == margin {
                line += word
            } else if line.count + 1 + word.count <= width {
                line += " " + word
            } else {
                lines.append(line)
                line = margin + word
            }
        }
        if !line.isEmpty { lines.append(line) }
        return lines
    }
}
