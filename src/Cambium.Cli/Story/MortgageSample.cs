using Cambium.Data;

namespace Cambium.Cli;

/// <summary>The table of the quickstart: mortgage applications in Boston, 1990. It travels inside the tool.</summary>
static class MortgageSample
{
    /// <summary>The column to predict.</summary>
    internal const string Target = "deny";

    /// <summary>The column whose groups are compared: whether the applicant is African American.</summary>
    internal const string Groups = "afam";

    /// <summary>Known only once the loan is decided, so a model must not read it.</summary>
    internal const string Leak = "insurance_denied";

    /// <summary>Reads the table.</summary>
    internal static Table Read()
    {
        using var resource = typeof(MortgageSample).Assembly.GetManifestResourceStream("mortgages.csv")
            ?? throw new InvalidOperationException("The tool was built without samples/mortgages.csv.");
        using var memory = new MemoryStream();
        resource.CopyTo(memory);
        return Table.ParseCsv(memory.ToArray(), new CsvOptions(), "mortgages.csv");
    }
}
