#if canImport(Darwin)
    import Darwin
#endif

/// What the processor calls itself; empty where it does not say.
enum Processor {
    static func name() -> String {
        #if canImport(Darwin)
            var size = 0
            guard sysctlbyname("machdep.cpu.brand_string", nil, &size, nil, 0) == 0, size > 1 else { return "" }
            var name = [UInt8](repeating: 0, count: size)
            guard sysctlbyname("machdep.cpu.brand_string", &name, &size, nil, 0) == 0 else { return "" }
            return String(decoding: name.prefix { $0 != 0 }, as: UTF8.self)
        #else
            guard case .success(let text) = TextFile.read("/proc/cpuinfo") else { return "" }
            let line = text.split(separator: "\n").first { $0.hasPrefix("model name") }
            return line?.split(separator: ":", maxSplits: 1).last.map { String($0.drop { $0 == " " }) } ?? ""
        #endif
    }
}
