import ArgumentParser
import Bootstrap
import Foundation
import PAdESValidation
import PDFModel

extension VerifyCommand {
    /// Checks a receipt instead of files, and holds the files named against it.
    func checkReceipt(
        _ path: String, _ files: [FileSearch.Found], _ trust: [(name: String, content: [UInt8])], now: Int64
    ) throws {
        let check: ReceiptCheck
        do {
            let validator = SealValidator(
                trust: try TrustMaterial(files: trust), policyArc: try TrustDirectory.policyArc(in: trust))
            check = try ReceiptCheck(path: path, files: files, validator: validator, now: now)
        } catch let fault as FileFault {
            throw Console.fail("\(Printable.text(path)): \(fault.text(in: form.lang ?? .ofLocale))", as: .unreadable)
        } catch let error as TrustMaterialError {
            throw Console.fail(error, as: self.trust == nil ? .unavailable : .usage)
        } catch {
            let language = form.lang ?? .ofLocale
            throw Console.fail(
                "\(Printable.text(path)): "
                    + language("ce n’est pas un récépissé de Seing", "this is no receipt made by Seing"),
                as: .unreadable)
        }
        Console.print(
            form.json
                ? try ReceiptCheckDTO(check).json() : ReceiptCheckText(check, in: form.lang ?? .ofLocale).text)
        if check.status != .done { throw check.status.exitCode }
    }
}
