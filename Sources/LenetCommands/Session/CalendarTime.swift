#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A moment as a calendar has it, to the second.
struct CalendarTime {
    private var moment: time_t

    static var now: CalendarTime { CalendarTime(moment: time(nil)) }

    private init(moment: time_t) { self.moment = moment }

    /// Of what `record` wrote; nil for a text that is no time.
    init?(record text: String) {
        let numbers = text.split { !("0"..."9" ~= $0) }.compactMap { Int32($0) }
        guard numbers.count == 6, 1970...9999 ~= numbers[0] else { return nil }
        var parts = tm()
        (parts.tm_year, parts.tm_mon, parts.tm_mday) = (numbers[0] - 1900, numbers[1] - 1, numbers[2])
        (parts.tm_hour, parts.tm_min, parts.tm_sec) = (numbers[3], numbers[4], numbers[5])
        moment = timegm(&parts)
    }

    /// `2026-11-23T02:09:00Z`, in UTC: what files hold.
    var record: String { text("%Y-%m-%dT%H:%M:%SZ", gmtime_r) }
    /// `2026-11-23 02:09 UTC`
    var universal: String { text("%Y-%m-%d %H:%M UTC", gmtime_r) }
    /// `2026-11-23 02:09`, here.
    var local: String { text("%Y-%m-%d %H:%M", localtime_r) }
    /// `Nov 23 02:09`, here.
    var short: String { text("%b %d %H:%M", localtime_r) }

    private func text(
        _ format: String, _ split: (UnsafePointer<time_t>?, UnsafeMutablePointer<tm>?) -> UnsafeMutablePointer<tm>?
    ) -> String {
        var moment = moment
        var parts = tm()
        guard split(&moment, &parts) != nil else { return "" }
        var buffer = [CChar](repeating: 0, count: 64)
        let length = strftime(&buffer, buffer.count, format, &parts)
        return String(decoding: buffer.prefix(length).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
