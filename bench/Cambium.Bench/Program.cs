using Cambium.Bench;

if (args is not [var work, var folder, var seed] || !int.TryParse(seed, out var number))
{
    Console.Error.WriteLine("Usage: Cambium.Bench WORK FOLDER SEED, with WORK one of boosted-trees, read-csv, logistic-regression.");
    return 2;
}

switch (work)
{
    case "boosted-trees":
        Console.WriteLine(BoostedTreesWork.Run(folder, number));
        return 0;
    case "read-csv":
        Console.WriteLine(ReadCsvWork.Run(folder));
        return 0;
    case "logistic-regression":
        Console.WriteLine(LogisticRegressionWork.Run(folder));
        return 0;
    default:
        Console.Error.WriteLine($"'{work}' is not a work; it is one of boosted-trees, read-csv, logistic-regression.");
        return 2;
}
