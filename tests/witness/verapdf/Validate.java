// SPDX-License-Identifier: Apache-2.0
// Says of each file whether veraPDF takes it for PDF/A-2b, and why not. Exit code 0: all of them.

import java.io.FileInputStream;
import java.util.Set;
import java.util.TreeSet;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

public class Validate {
    public static void main(String[] files) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        boolean all = files.length > 0;
        for (String file : files)
            all &= validate(file);
        System.exit(all ? 0 : 1);
    }

    private static boolean validate(String file) throws Exception {
        try (var in = new FileInputStream(file);
                var parser = Foundries.defaultInstance().createParser(in, PDFAFlavour.PDFA_2_B)) {
            ValidationResult result =
                    Foundries.defaultInstance().createValidator(PDFAFlavour.PDFA_2_B, false).validate(parser);
            System.out.println((result.isCompliant() ? "PDF/A-2b  " : "NOT       ") + result.getTotalAssertions()
                    + " checks  " + file);
            for (String complaint : complaints(result))
                System.out.println("    " + complaint);
            return result.isCompliant();
        }
    }

    private static Set<String> complaints(ValidationResult result) {
        Set<String> seen = new TreeSet<>();
        for (TestAssertion one : result.getTestAssertions())
            if (one.getStatus() == TestAssertion.Status.FAILED)
                seen.add(one.getRuleId().getClause() + "-" + one.getRuleId().getTestNumber() + " " + one.getMessage());
        return seen;
    }
}
