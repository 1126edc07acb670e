/// How a name of a definition is written in mathematics: `beta1` as β₁ and `\beta_1`, `m_hat` as m̂ and `\hat m`.
package struct FormulaSymbol: Sendable, Hashable {
    /// For a terminal.
    package var text: String
    private var letter: String
    private var indices: [String] = []
    private var primes = 0

    /// When in the step a name is read: a state before its line is the last step's, after it this step's.
    enum Moment: Hashable {
        case always
        case start
        case previous
        case current
        /// Between two assignments in one step: the first is w′, the second w″.
        case between(Int)
    }

    /// `taken`: the other names of the definition, so that no two of them share a letter.
    init(_ name: String, taken: Set<String> = []) {
        if let other = Self.letters[name], !taken.contains(other) {
            self.init(plain: other)
        } else {
            self.init(plain: name)
        }
    }

    private init(plain name: String) {
        var stem = name[...]
        var mark: (text: String, latex: String)?
        for (ending, accent) in Self.accents where stem.hasSuffix(ending) && stem.count > ending.count {
            mark = accent
            stem = stem.dropLast(ending.count)
        }
        let digits = String(stem.reversed().prefix { $0.isASCII && $0.isNumber }.reversed())
        let word = String(stem.dropLast(digits.count))
        guard !word.isEmpty, !word.hasSuffix("_"), let known = Self.greek[word] ?? (word.count == 1 ? (word, word) : nil) else {
            text = name
            letter = "\\mathrm{" + name.split(separator: "_", omittingEmptySubsequences: false).joined(separator: "\\_") + "}"
            return
        }
        text = known.0 + (mark?.text ?? "") + digits.map { Self.subscripts[$0] ?? String($0) }.joined()
        letter = mark.map { "\($0.latex){\(known.1)}" } ?? known.1
        if !digits.isEmpty { indices = [digits] }
    }

    func at(_ moment: Moment) -> FormulaSymbol {
        var symbol = self
        switch moment {
        case .always: break
        case .start:
            symbol.text += "₀"
            symbol.indices.append("0")
        case .previous:
            symbol.text += "ₜ₋₁"
            symbol.indices.append("t-1")
        case .current:
            symbol.text += "ₜ"
            symbol.indices.append("t")
        case .between(let count):
            symbol = primed(count).at(.current)
        }
        return symbol
    }

    func primed(_ count: Int) -> FormulaSymbol {
        var symbol = self
        symbol.text += String(repeating: "′", count: count)
        symbol.primes += count
        return symbol
    }

    package var latex: String {
        let marked = letter + String(repeating: "'", count: primes)
        switch indices.count {
        case 0: return marked
        case 1 where indices[0].count == 1: return marked + "_" + indices[0]
        default: return marked + "_{" + indices.joined(separator: ",") + "}"
        }
    }

    /// What a power stands on: primes are exponents to LaTeX, so they want braces.
    var latexBase: String { primes > 0 ? "{\(latex)}" : latex }

    /// Names that have a customary letter.
    private static let letters = ["lr": "eta", "momentum": "mu", "decay": "lambda"]
    private static let accents: [(String, (text: String, latex: String))] = [
        ("_hat", ("\u{0302}", "\\hat")), ("_bar", ("\u{0304}", "\\bar")), ("_tilde", ("\u{0303}", "\\tilde")),
    ]
    private static let subscripts: [Character: String] = [
        "0": "₀", "1": "₁", "2": "₂", "3": "₃", "4": "₄", "5": "₅", "6": "₆", "7": "₇", "8": "₈", "9": "₉",
    ]
    private static let greek: [String: (String, String)] = [
        "alpha": ("α", "\\alpha"), "beta": ("β", "\\beta"), "gamma": ("γ", "\\gamma"), "delta": ("δ", "\\delta"),
        "epsilon": ("ε", "\\epsilon"), "eta": ("η", "\\eta"), "theta": ("θ", "\\theta"), "kappa": ("κ", "\\kappa"),
        "lambda": ("λ", "\\lambda"), "mu": ("μ", "\\mu"), "nu": ("ν", "\\nu"), "xi": ("ξ", "\\xi"), "pi": ("π", "\\pi"),
        "rho": ("ρ", "\\rho"), "sigma": ("σ", "\\sigma"), "tau": ("τ", "\\tau"), "phi": ("φ", "\\phi"),
        "chi": ("χ", "\\chi"), "psi": ("ψ", "\\psi"), "omega": ("ω", "\\omega"),
    ]
}
