/// The `##` lines above a landscape, taken apart.
///
///     ## A bowl, steeper in one direction than in the other.
///     ## condition: how many times as steep.
///     ## Minimum: [0, 0]
///     ## Start: [-4, 3]
///     ## Region: [-5, 5], [-5, 5]
///     ## Noise: 1
///     ## Source: …
///
/// `Minimum:` may stand on several lines; `Start:` is where paths begin unless they are told; `Region:` is what a plot shows, a
/// pair of ends for each variable; `Noise:` is added to gradients unless a path is told. The rest is as above a rule.
package struct LandscapeRemarks: Sendable, Hashable {
    package var documentation: RuleDocumentation
    package var minima: [[Double]] = []
    package var start: [Double]?
    /// Two ends for each variable.
    package var region: [ClosedRange<Double>]?
    package var noise = 0.0
    /// Lines whose numbers do not fit the variables.
    var wrong: [String] = []

    init(_ text: String, names: Set<String>, variables: Int) {
        var rest: [Substring] = []
        documentation = RuleDocumentation("", names: [])
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            guard let colon = line.firstIndex(of: ":") else {
                rest.append(line)
                continue
            }
            let numbers = Self.numbers(line[line.index(after: colon)...])
            switch line[..<colon].lowercased() {
            case "minimum":
                if let numbers, numbers.count == variables { minima.append(numbers) } else { wrong.append(String(line)) }
            case "start":
                if let numbers, numbers.count == variables { start = numbers } else { wrong.append(String(line)) }
            case "noise":
                if let numbers, numbers.count == 1, numbers[0] >= 0 { noise = numbers[0] } else { wrong.append(String(line)) }
            case "region":
                if let ranges = numbers.flatMap({ Self.ranges($0) }), ranges.count == variables {
                    region = ranges
                } else {
                    wrong.append(String(line))
                }
            default: rest.append(line)
            }
        }
        documentation = RuleDocumentation(rest.joined(separator: "\n"), names: names)
    }

    /// Numbers between brackets, commas and spaces; nil where anything else stands there.
    private static func numbers(_ text: Substring) -> [Double]? {
        let words = text.split { " ,[]()\t\r".contains($0) }
        let numbers = words.compactMap { Double($0) }
        return numbers.count == words.count && !numbers.isEmpty && numbers.allSatisfy(\.isFinite) ? numbers : nil
    }

    private static func ranges(_ ends: [Double]) -> [ClosedRange<Double>]? {
        guard ends.count % 2 == 0 else { return nil }
        let pairs = stride(from: 0, to: ends.count, by: 2).map { (ends[$0], ends[$0 + 1]) }
        return pairs.allSatisfy { $0.0 < $0.1 } ? pairs.map { $0.0...$0.1 } : nil
    }
}
