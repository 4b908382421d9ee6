using System.CommandLine;
using Cambium.Data;

namespace Cambium.Cli;

/// <summary>cambium data scan: where a table likely tells of people.</summary>
sealed class DataScanCommand : ToolCommand
{
    readonly Argument<string> _data = ToolOptions.Data();
    readonly CsvArguments _csv = new();

    internal DataScanCommand()
        : base(
            "scan",
            "Find columns that likely hold personal data: names, e-mail, phones, cards, accounts, national numbers.",
            "cambium data scan customers.csv",
            "cambium data scan customers.csv --json")
    {
        Arguments.Add(_data);
        _csv.AddTo(this);
    }

    protected override Task<int> RunAsync(Invocation invocation)
    {
        var terminal = invocation.Terminal;
        var path = invocation.Value(_data);
        var (count, columns) = (0L, 0);
        var findings = _csv.Scan(invocation, path, rows =>
        {
            columns = rows.Schema.Fields.Count;
            return PersonalData.Scan(rows.Apply(block =>
            {
                count += block.RowCount;
                return block;
            }));
        });
        if (findings.Count > 0)
        {
            var view = Plain.Table();
            view.AddColumn(Plain.Left("column")).AddColumn(Plain.LeftUnbroken("likely")).AddColumn(Plain.Right("rows")).AddColumn(Plain.Right("share")).AddColumn(Plain.Left("told by")).AddColumn(Plain.Left("such as"));
            foreach (var finding in findings)
            {
                Plain.AddRow(view, finding.Column, Word(finding.Kind), Figure.Count(finding.Rows), Figure.Share(finding.Share), finding.Reason, string.Join(", ", finding.Examples));
            }

            terminal.Show(view);
        }

        var found = findings.Count == 0 ? "no column looks" : findings.Count == 1 ? "1 column looks" : $"{findings.Count} columns look";
        terminal.Line($"[bold]{Path.GetFileName(path)}[/]: {Figure.Count(count, "row")}, {Figure.Count(columns, "column")}; {found} like personal data.");
        terminal.Paragraph(2, $"What is not named here may still tell of people, and a few columns together may single one out.");
        terminal.Document(new { File = path, Rows = count, Findings = findings });
        return Task.FromResult(ExitStatus.Done);
    }

    static string Word(PersonalDataKind kind) => kind switch
    {
        PersonalDataKind.PersonName => "name",
        PersonalDataKind.Email => "e-mail",
        PersonalDataKind.Phone => "phone",
        PersonalDataKind.CardNumber => "payment card",
        PersonalDataKind.Iban => "bank account",
        PersonalDataKind.NationalNumber => "national number",
        PersonalDataKind.DateOfBirth => "date of birth",
        PersonalDataKind.Address => "address",
        PersonalDataKind.NetworkAddress => "network address",
        _ => "free text",
    };
}
