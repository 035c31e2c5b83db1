private import Dispatch
private import Synchronization

/// Connections to a submission server, which serve one message after the other: to connect, to agree on TLS and to
/// authenticate takes longer than the message.
///
/// As many are open as messages were on their way at the same time; one that nobody needs for a while is closed.
package final class SMTPConnections: Sendable {
    /// Who takes it out of the list is the only one to use it.
    private struct Idle: @unchecked Sendable {
        let handle: CurlHandle
        let since: ContinuousClock.Instant
    }

    private let server: SMTPServer
    private let longestIdle: Duration
    private let idle = Mutex<[Idle]>([])
    /// To say goodbye to a server may block.
    private let closing = DispatchQueue(label: "seing.smtp.closing")

    /// - Parameter longestIdle: After so long without a message a connection is closed.
    package init(to server: SMTPServer, longestIdle: Duration = .seconds(60)) {
        self.server = server
        self.longestIdle = longestIdle
    }

    /// Hands one message over; blocks until the server took it, refused it, or the time is up.
    ///
    /// The caller has checked host and addresses for control characters. A connection that its server closed meanwhile is
    /// no failure: the message goes by a new one.
    package func submit(_ submission: SMTPSubmission) throws(CurlError) {
        if let open = idle.withLock({ $0.popLast() })?.handle {
            do throws(CurlError) {
                try server.submit(submission, by: open)
                return keep(open)
            } catch  where error.isOfConnection {
                // Tried by a new one.
            }
        }
        let new = try CurlHandle()
        try server.submit(submission, by: new)
        keep(new)
    }

    private func keep(_ handle: CurlHandle) {
        // Of the message nothing is kept.
        handle.reset()
        let handle = Idle(handle: handle, since: .now)
        idle.withLock { $0.append(handle) }
        let delay = DispatchTimeInterval.milliseconds(Int(longestIdle / .milliseconds(1)) + 1)
        closing.asyncAfter(deadline: .now() + delay) { [weak self] in self?.closeUnused() }
    }

    /// The last one put in is the first one taken, so that a quiet time leaves few open.
    private func closeUnused() {
        let end = ContinuousClock.now - longestIdle
        let unused = idle.withLock { idle in
            let unused = idle.filter { $0.since <= end }
            idle.removeAll { $0.since <= end }
            return unused
        }
        // Closed outside the lock: nobody waits for a server that does not answer.
        withExtendedLifetime(unused) {}
    }
}

extension CurlError {
    /// Whether it says nothing of the message: the connection was gone, or the server is about to close it (RFC 5321 §3.8).
    fileprivate var isOfConnection: Bool {
        switch kind {
        case .other: status == nil || status == 421
        case .refused: status == 421
        // Not even the first command was answered: something on the way forgot the connection.
        case .timedOut: status == nil
        case .couldNotConnect, .transportSecurity, .loginDenied, .addressRefused, .tooLarge: false
        }
    }
}
