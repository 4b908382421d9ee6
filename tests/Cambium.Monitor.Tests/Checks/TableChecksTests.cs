using Cambium.Data;
using static Cambium.Data.Expressions;

namespace Cambium.Monitor.Tests;

/// <summary>What checks find, on tables that are small enough to see.</summary>
public sealed class TableChecksTests
{
    static readonly Table People = Table.ParseCsv(
        "id,age,state,zip,joined,score\n1,30,on,01234,2026-01-01,0.5\n2,-4,off,1234,2026-02-01,\n2,200,onn,99999,2026-03-01,1.5\n4,,on,12a45,2026-03-02,2\n"u8.ToArray(),
        new CsvOptions { Types = [new Field("zip", ColumnType.String)] },
        "people");

    public static TheoryData<TableCheck, CheckOutcome, string, string> Verdicts => new()
    {
        { TableCheck.Column("age"), CheckOutcome.Passed, "a column 'age'", "it is so" },
        { TableCheck.Column("aeg"), CheckOutcome.Failed, "a column 'aeg'", "it is not there. Did you mean 'age'?" },
        { TableCheck.Column("id", ColumnType.Float64), CheckOutcome.Passed, "a column 'id' of type number", "it is so" },
        { TableCheck.Column("score", ColumnType.Int64), CheckOutcome.Failed, "a column 'score' of type integer", "it is of type number" },
        { TableCheck.Column("state", ColumnType.String), CheckOutcome.Passed, "a column 'state' of type text", "it is so" },
        { TableCheck.NoOtherColumns("id", "age", "state", "zip"), CheckOutcome.Failed, "no columns but the 4 named", "there are also joined, score" },
        { TableCheck.Missing("age"), CheckOutcome.Failed, "no missing value", "1 of 4 rows (25 %) breaks it" },
        { TableCheck.Missing("age", 0.25), CheckOutcome.Passed, "at most 25 % missing", "1 of 4 rows (25 %) breaks it" },
        { TableCheck.Range("age", 0, 120), CheckOutcome.Failed, "from 0 to 120", "2 of 3 rows (66.67 %) break it" },
        { TableCheck.Range("age", -10), CheckOutcome.Passed, "at least -10", "no row breaks it" },
        { TableCheck.Range("joined", new DateTime(2026, 1, 2), DateTime.MaxValue), CheckOutcome.Failed, "at least 2026-01-02", "1 of 4 rows (25 %) breaks it" },
        { TableCheck.Range("state", 0, 1), CheckOutcome.NotRun, "from 0 to 1", "Column 'state' holds category values, and the check is of numbers." },
        { TableCheck.Range("agee", 0, 1), CheckOutcome.NotRun, "from 0 to 1", "There is no column 'agee'. Did you mean 'age'?" },
        { TableCheck.OneOf("state", "on", "off"), CheckOutcome.Failed, "one of on, off", "1 of 4 rows (25 %) breaks it" },
        { TableCheck.OneOf("score", "0.50", "1.5", "2.0"), CheckOutcome.Passed, "one of 0.50, 1.5, 2.0", "no row breaks it" },
        { TableCheck.Pattern("zip", @"\d{5}"), CheckOutcome.Failed, @"values that match \d{5}", "2 of 4 rows (50 %) break it" },
        { TableCheck.Pattern("state", "on|of"), CheckOutcome.Failed, "values that match on|of", "2 of 4 rows (50 %) break it" },
        { TableCheck.Unique("id"), CheckOutcome.Failed, "no value twice", "1 of 4 rows (25 %) breaks it" },
        { TableCheck.Unique("id", "age"), CheckOutcome.Passed, "no two rows equal in id, age", "no row breaks it" },
        { TableCheck.Rows(5), CheckOutcome.Failed, "at least 5 rows", "there are 4" },
        { TableCheck.Rows(1, 4), CheckOutcome.Passed, "from 1 to 4 rows", "there are 4" },
        { TableCheck.Mean("age", 70, 80), CheckOutcome.Passed, "a mean from 70 to 80", "it is 75.3333" },
        { TableCheck.Mean("score", 2, 3), CheckOutcome.Failed, "a mean from 2 to 3", "it is 1.33333" },
        { TableCheck.Quantile("age", 0.5, 29, 31), CheckOutcome.Passed, "a quantile 0.5 from 29 to 31", "it is 30" },
        { TableCheck.Rule(Col("age") > 0), CheckOutcome.Failed, "age > 0", "1 of 3 rows (33.33 %) breaks it" },
        { TableCheck.Rule(Col("age") + 1), CheckOutcome.NotRun, "age + 1", "age + 1 is no condition: it is neither true nor false." },
        { TableCheck.Key(["id"]), CheckOutcome.NotRun, "a row in the reference with the same id", "No reference is given, in which its keys could be looked up." },
        { TableCheck.Distribution("age"), CheckOutcome.NotRun, "a stability index below 0.25 against the reference", "No reference is given, with which it could be compared." },
    };

    [Theory]
    [MemberData(nameof(Verdicts))]
    public void A_check_says_what_it_expected_and_what_it_found(TableCheck check, CheckOutcome outcome, string expected, string found)
    {
        var result = Assert.Single(new TableChecks(check).Run(People).Results);

        Assert.Equal((outcome, expected, found), (result.Outcome, result.Expected, result.Found));
    }

    [Fact]
    public void Failing_rows_are_shown_with_the_columns_concerned()
    {
        var result = new TableChecks(TableCheck.Rule(Col("age") > 0 & Col("score") < 1)).Run(People).Results[0];

        Assert.Equal(["age", "score"], result.Columns);
        Assert.Equal(["2: -4, -", "3: 200, 1.5", "4: -, 2"], result.Evidence.Select(row => $"{row.Row}: {string.Join(", ", row.Values.Select(value => value ?? "-"))}"));
        Assert.Equal((4L, 3L, 0.75), (result.Checked, result.Failing, result.Share));
    }

    [Fact]
    public void Evidence_is_the_first_rows_and_the_same_sample_however_the_rows_come()
    {
        var table = Table.Create(Column.Of("x", [.. Enumerable.Range(0, 10_000).Select(i => (double)i)]));
        var checks = new TableChecks(TableCheck.Range("x", 9_000));

        var whole = checks.Run(table).Results[0].Evidence;
        var run = checks.Start(new CheckOptions { MaxThreads = 1 });
        for (var start = 0; start < table.RowCount; start += 777)
        {
            run.Add(table.Slice(start, Math.Min(777, table.RowCount - start)));
        }

        Assert.Equal(whole, run.Finish().Results[0].Evidence);
        Assert.Equal([1, 2, 3, 4, 5], whole.Take(5).Select(row => row.Row));
        Assert.Equal(10, whole.Count);
        Assert.True(whole[9].Row > 2_000, "the sample reaches beyond the first rows");
        Assert.Equal(whole.OrderBy(row => row.Row), whole);
    }

    [Fact]
    public void The_report_does_not_depend_on_how_the_rows_are_cut()
    {
        var random = new Numerics.RandomStream(42);
        var table = Table.Create(
            Column.Of("x", [.. Enumerable.Range(0, 1500).Select(_ => random.NextInt(10) == 0 ? double.NaN : random.NextInt(200))]),
            Column.Of("level", [.. Enumerable.Range(0, 1500).Select(_ => random.NextInt(5) == 0 ? null : "abc"[random.NextInt(3)].ToString())]));
        var checks = new TableChecks(
            TableCheck.Missing("x", 0.05), TableCheck.Range("x", 20, 180), TableCheck.OneOf("level", "a", "b"), TableCheck.Unique("x", "level"), TableCheck.Key(["x"]),
            TableCheck.Quantile("x", 0.9, 0, 100), TableCheck.Distribution("level"), TableCheck.Rule(Col("x") < 100 | Col("level") == "a"), TableCheck.Pattern("level", "[ab]"));
        var options = new CheckOptions { Reference = TableScan.Of(table.Slice(0, 400)) };
        var whole = checks.Run(table, options);

        for (var round = 0; round < 20; round++)
        {
            var run = checks.Start(options with { MaxThreads = 1 + (round % 3) });
            for (var start = 0; start < table.RowCount;)
            {
                var length = Math.Min(random.NextInt(400), table.RowCount - start);
                run.Add(table.Slice(start, length));
                start += length;
            }

            Assert.Equal(whole, run.Finish());
        }

        Assert.Equal(9, whole.Results.Count);
        Assert.All(whole.Results.Where(result => !result.Name.Contains("distribution", StringComparison.Ordinal)), result => Assert.Equal(CheckOutcome.Failed, result.Outcome));
    }

    [Fact]
    public void A_scan_of_a_file_gives_the_report_of_the_table()
    {
        var folder = Directory.CreateTempSubdirectory("cambium-checks-");
        try
        {
            var path = Path.Combine(folder.FullName, "people.csv");
            People.WriteCsv(path);
            var checks = new TableChecks(TableCheck.Column("age"), TableCheck.Unique("id"), TableCheck.Range("age", 0, 120), TableCheck.Rows(5));
            File.WriteAllText(Path.Combine(folder.FullName, "none.csv"), "id,age\n");

            var scanned = checks.Run(Table.Scan(path, new ScanOptions { BlockRows = 1 }), new CheckOptions());
            var empty = checks.Run(Table.Scan(Path.Combine(folder.FullName, "none.csv")), new CheckOptions());

            Assert.Equal(checks.Run(People), scanned);
            Assert.Equal([CheckOutcome.Passed, CheckOutcome.Passed, CheckOutcome.Passed, CheckOutcome.Failed], empty.Results.Select(result => result.Outcome));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_warning_does_not_refuse_the_data_and_what_could_not_be_run_does()
    {
        var warned = new TableChecks(TableCheck.Unique("id") with { Severity = CheckSeverity.Warn }).Run(People);
        var unknown = new TableChecks(TableCheck.Mean("nothing", 0, 1)).Run(People);

        Assert.True(warned.Passed);
        Assert.False(unknown.Passed);
        Assert.Equal("Warn: id: unique: expected no value twice; 1 of 4 rows (25 %) breaks it\n0 of 1 checks passed.", warned.ToString());
    }

    [Fact]
    public void Keys_are_found_in_the_reference_whatever_the_types_hold_them()
    {
        var customers = Table.ParseCsv("key,half\n1,1.5\n2,2\n"u8.ToArray(), new CsvOptions { Types = [new Field("key", ColumnType.Float64)] }, "customers");
        var check = TableCheck.Key(["id"], "customers", ["key"]);
        var options = new CheckOptions { References = new Dictionary<string, TableScan> { ["customers"] = TableScan.Of(customers) } };

        var result = new TableChecks(check).Run(People, options).Results[0];

        Assert.Equal(1, result.Failing);
        Assert.Equal(4, result.Evidence[0].Row);
        Assert.Equal("No reference 'customer' is given. Did you mean 'customers'?", new TableChecks(TableCheck.Key(["id"], "customer")).Run(People, options).Results[0].Found);
        Assert.Equal("Of 'customers': There is no column 'id'.", new TableChecks(TableCheck.Key(["id"], "customers")).Run(People, options).Results[0].Found);
    }

    [Theory]
    [InlineData(3, CheckOutcome.Passed)]
    [InlineData(4, CheckOutcome.Failed)]
    public void Freshness_goes_by_the_given_clock(int day, CheckOutcome outcome)
    {
        var clock = new FixedClock(new DateTimeOffset(2026, 3, day, 0, 0, 1, TimeSpan.Zero));

        var result = new TableChecks(TableCheck.Fresh("joined", TimeSpan.FromDays(2))).Run(People, new CheckOptions { Time = clock }).Results[0];

        Assert.Equal((outcome, "a latest value that is at most 2d old", "it is 2026-03-02"), (result.Outcome, result.Expected, result.Found));
    }

    [Fact]
    public void A_spread_is_compared_with_the_reference_and_few_rows_are_no_alarm()
    {
        var reference = Table.Create(Column.Of("x", [.. Enumerable.Range(0, 1000).Select(i => i % 100.0)]));
        var shifted = Table.Create(Column.Of("x", [.. Enumerable.Range(0, 1000).Select(i => (i % 50) + 50.0)]));
        var checks = new TableChecks(TableCheck.Distribution("x"));
        var options = new CheckOptions { Reference = TableScan.Of(reference) };

        Assert.Equal(CheckOutcome.Passed, checks.Run(reference, options).Results[0].Outcome);
        Assert.Equal(CheckOutcome.Failed, checks.Run(shifted, options).Results[0].Outcome);
        Assert.EndsWith("no more than chance gives with so few rows", checks.Run(shifted.Slice(0, 5), options).Results[0].Found, StringComparison.Ordinal);
    }

    [Fact]
    public void The_index_of_a_check_is_that_of_drift_however_the_rows_come()
    {
        var random = new Numerics.RandomStream(5);
        var reference = Table.Create(Column.Of("x", [.. Enumerable.Range(0, 3000).Select(_ => random.NextGaussian())]));
        var rows = Table.Create(Column.Of("x", [.. Enumerable.Range(0, 2000).Select(_ => random.NextGaussian() + 1)]));
        var index = Drift.Compare(Profile.Of(reference), rows).Columns[0].StabilityIndex;

        var run = new TableChecks(TableCheck.Distribution("x")).Start(new CheckOptions { Reference = TableScan.Of(reference) });
        run.Add(rows.Slice(0, 700));
        run.Add(rows.Slice(700, 1300));

        Assert.Equal($"it is {index:0.000}", run.Finish().Results[0].Found);
    }

    [Fact]
    public void References_in_files_are_gone_through_once_and_give_what_tables_give()
    {
        var random = new Numerics.RandomStream(8);
        var reference = Table.Create(
            Column.Of("x", [.. Enumerable.Range(0, 1500).Select(_ => random.NextGaussian())]),
            Column.Of("level", [.. Enumerable.Range(0, 1500).Select(_ => "abcd"[random.NextInt(4)].ToString())]));
        var rows = Table.Create(Column.Of("x", [0.5, 9]), Column.Of("level", (string?[])["d", "e"]));
        var checks = new TableChecks(
            TableCheck.Distribution("x"), TableCheck.Distribution("level"), TableCheck.Key(["level"]), TableCheck.Key(["x", "level"]), TableCheck.Distribution("xx"));
        var passes = 0;
        var blocks = TableScan.Of(reference).Apply(block => block.RowCount == 0 ? block : Passed(block));

        var expected = checks.Run(rows, new CheckOptions { Reference = TableScan.Of(reference) });
        var found = checks.Run(rows, new CheckOptions { Reference = blocks });

        Assert.Equal(expected, found);
        Assert.Equal(1, passes);
        Assert.Equal("There is no column 'xx'. Did you mean 'x'?", found.Results[4].Found);
        Assert.Equal((1L, 2L), (found.Results[2].Failing, found.Results[3].Failing));

        Table Passed(Table block)
        {
            passes++;
            return block;
        }
    }

    [Fact]
    public void A_reference_that_is_no_table_is_refused()
    {
        var folder = Directory.CreateTempSubdirectory("cambium-checks-");
        try
        {
            var path = Path.Combine(folder.FullName, "broken.csv");
            File.WriteAllText(path, "x\n1\n");
            var scan = Table.Scan(path);
            File.WriteAllText(path, "x\n\"1\n");

            var failure = Assert.Throws<TableException>(() => new TableChecks(TableCheck.Distribution("x")).Run(People, new CheckOptions { Reference = scan }));

            Assert.Equal($"{path}, line 2: the quote that opens here is never closed. Close the field with a quote; write a quote inside the field twice.", failure.Message);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Columns_of_texts_are_told_for_the_data_and_for_every_reference()
    {
        var checks = new TableChecks(
            TableCheck.Column("zip", ColumnType.String), TableCheck.Column("state", ColumnType.Category), TableCheck.Column("age", ColumnType.Int64), TableCheck.Column("score"),
            TableCheck.Key(["age", "zip"], "places", ["years", "code"]), TableCheck.Key(["state"]));

        Assert.Equal(["zip", "state"], checks.TextColumns);
        Assert.Equal(["zip", "state"], checks.TextColumnsOf(null));
        Assert.Equal(["code"], checks.TextColumnsOf("places"));
        Assert.Empty(checks.TextColumnsOf("others"));
    }

    [Fact]
    public void A_pattern_that_takes_too_long_is_given_up()
    {
        var table = Table.Create(TextColumn.FromValues("x", [new string('a', 40) + "!"]));

        var result = new TableChecks(TableCheck.Pattern("x", @"(?=a)(a+)+")).Run(table).Results[0];

        Assert.Equal(CheckOutcome.NotRun, result.Outcome);
        Assert.Equal("The pattern (?=a)(a+)+ took more than a second for one value of column 'x'. Write it without look-around and back-references.", result.Found);
    }

    [Fact]
    public void Without_rows_or_columns_nothing_passes_that_needs_them()
    {
        var report = new TableChecks(TableCheck.Column("x"), TableCheck.Range("x", 0, 1), TableCheck.Rows(1)).Start(new CheckOptions()).Finish();

        Assert.Equal([CheckOutcome.Failed, CheckOutcome.NotRun, CheckOutcome.Failed], report.Results.Select(result => result.Outcome));
    }

    [Fact]
    public void Two_checks_of_one_name_are_refused() =>
        Assert.Equal(
            "Two checks are named 'x: range'. Give one of them another Name. (Parameter 'checks')",
            Assert.Throws<ArgumentException>(() => new TableChecks(TableCheck.Range("x", 0, 1), TableCheck.Range("x", 0, 2))).Message);

    [Fact]
    public void An_empty_range_is_refused() =>
        Assert.Equal("The range from 2 to 1 is none. It takes two ends in order, or one of them.", Assert.Throws<ArgumentException>(() => TableCheck.Range("x", 2, 1)).Message);

    sealed class FixedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
