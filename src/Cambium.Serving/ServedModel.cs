using Cambium.Data;
using Cambium.Learn;

namespace Cambium.Serving;

/// <summary>
/// A model under a name and a version, which answers requests of the Open Inference Protocol and of MLflow's /invocations. Immutable and safe to share
/// between threads.
/// </summary>
public sealed class ServedModel
{
    const string Prediction = "prediction";
    const string Probabilities = "probabilities";

    /// <summary>Makes a model that can be served.</summary>
    /// <param name="name">The name that it is served under, not blank.</param>
    /// <param name="version">Its version, such as "3"; not blank.</param>
    /// <param name="model">The fitted model.</param>
    /// <exception cref="ArgumentException">Name or version is blank.</exception>
    public ServedModel(string name, string version, Model model)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentException.ThrowIfNullOrWhiteSpace(version);
        ArgumentNullException.ThrowIfNull(model);
        Name = name;
        Version = version;
        Model = model;
    }

    /// <summary>The name that it is served under.</summary>
    public string Name { get; }

    /// <summary>Its version.</summary>
    public string Version { get; }

    /// <summary>The fitted model.</summary>
    public Model Model { get; }

    /// <summary>What the model takes and gives.</summary>
    /// <param name="versions">The versions of the name that are served.</param>
    public ModelMetadata Metadata(params IReadOnlyList<string> versions) => new()
    {
        Name = Name,
        Versions = versions.ToEquatableArray(),
        Inputs = Model.Input.Fields.Select(field => new TensorInfo(field.Name, InputColumn.DatatypeOf(field.Type), [-1])).ToEquatableArray(),
        Outputs = Model is ClassifierModel classifier
            ?
            [
                new TensorInfo(Prediction, TensorType.Bytes, [-1]),
                new TensorInfo(Probabilities, TensorType.Fp64, [-1, classifier.Classes.Count]),
                .. Further(classifier).Select(field => new TensorInfo(field.Name, InputColumn.DatatypeOf(field.Type), [-1])),
            ]
            : Model.Output.Fields.Select(field => new TensorInfo(field.Name, InputColumn.DatatypeOf(field.Type), [-1])).ToEquatableArray(),
    };

    /// <summary>Answers a request of the Open Inference Protocol.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Ends the work of an explanation early.</param>
    /// <exception cref="RequestException">
    /// Inputs are missing, unknown, of another type or of different lengths, or a value does not fit; the message tells every problem. Or SHAP values are asked of too many rows or of a model that has none.
    /// </exception>
    public InferenceResponse Infer(InferenceRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var problems = new Problems();
        string[] outputs = Model is ClassifierModel classifier ? [Prediction, Probabilities, .. Further(classifier).Select(field => field.Name)] : [.. Model.Output.Fields.Select(field => field.Name)];
        foreach (var unknown in request.Outputs.Except(outputs))
        {
            if (unknown == ShapTensor.Name)
            {
                if (!request.Explain)
                {
                    problems.Add($"the output '{unknown}' comes only with \"parameters\": {{\"explain\": true}}");
                }

                continue;
            }

            problems.Add($"the model has no output '{unknown}'{Problems.Nearest(unknown, outputs)}; it has {string.Join(" and ", outputs)}");
        }

        var rows = InputTable.Build(
            Model.Input,
            [.. request.Inputs.Select(input => input.Name)],
            [.. request.Inputs.Select(input => input.Data.Name == input.Name ? input.Data : input.Data.Rename(input.Name))],
            problems);
        var (answers, explanation) = Answer(rows, request.Explain, cancellationToken);
        var named = outputs.Where(name => request.Outputs.Count == 0 || request.Outputs.Contains(name)).Select(name => Output(name, answers));
        return new InferenceResponse
        {
            ModelName = Name,
            ModelVersion = Version,
            Id = request.Id,
            Outputs = explanation is null ? named.ToEquatableArray() : [.. named, ShapTensor.Of(explanation)],
        };
    }

    /// <summary>
    /// Answers the JSON of MLflow's /invocations: one of dataframe_split (columns and data), dataframe_records (a list of objects), instances (the same) and
    /// inputs (a list of values by column). With "params": {"explain": true} SHAP values come with the predictions.
    /// </summary>
    /// <param name="utf8">The body, at most <see cref="RequestLimits.MaxBodyBytes"/> long.</param>
    /// <param name="cancellationToken">Ends the work of an explanation early.</param>
    /// <exception cref="RequestException">The body is none of these, or does not fit the model; the message tells every problem. Or SHAP values are asked of too many rows or of a model that has none.</exception>
    public InvocationResponse Invoke(ReadOnlyMemory<byte> utf8, CancellationToken cancellationToken = default)
    {
        using var document = RequestJson.Parse(utf8);
        var problems = new Problems();
        var explain = ExplainParameter.Read(document.RootElement, "params", problems);
        problems.ThrowIfAny();
        var (answers, explanation) = Answer(InvocationReader.Read(document.RootElement, Model.Input), explain, cancellationToken);
        return new InvocationResponse(answers[MainOutput]) { Explanation = explanation };
    }

    /// <summary>Answers the CSV of MLflow's /invocations: a header and one record a row, fields separated by commas.</summary>
    /// <param name="utf8">The body, at most <see cref="RequestLimits.MaxBodyBytes"/> long.</param>
    /// <exception cref="RequestException">The body is no table, or does not fit the model; the message tells every problem.</exception>
    public InvocationResponse InvokeCsv(ReadOnlyMemory<byte> utf8) => new(Predict(CsvReader.Read(utf8, Model.Input))[MainOutput]);

    /// <summary>What a classifier answers beside the class and the probabilities: sets of classes, where it has such.</summary>
    static IEnumerable<Field> Further(ClassifierModel classifier) => classifier.Output.Fields.Skip(1 + classifier.Classes.Count);

    /// <summary>The column that a caller who gets only one is given.</summary>
    string MainOutput => Model.Output.Fields[0].Name;

    (Table Answers, ShapValues? Explanation) Answer(Table rows, bool explain, CancellationToken cancellationToken)
    {
        if (explain)
        {
            ExplainedRows.Check(Model, rows);
        }

        var answers = Predict(rows);
        return (answers, explain ? ExplainedRows.Of(Model, rows, cancellationToken) : null);
    }

    Table Predict(Table rows)
    {
        try
        {
            return Model.Predict(rows);
        }
        catch (TableException e)
        {
            throw new RequestException($"The request cannot be answered: {e.Message}", e);
        }
    }

    InferenceTensor Output(string name, Table answers)
    {
        if (name != Probabilities || Model is not ClassifierModel classifier)
        {
            return new InferenceTensor { Name = name, Datatype = InputColumn.DatatypeOf(answers[name].Type), Shape = [answers.RowCount], Data = answers[name] };
        }

        var classes = classifier.Classes;
        return new InferenceTensor
        {
            Name = Probabilities,
            Datatype = TensorType.Fp64,
            Shape = [answers.RowCount, classes.Count],
            Data = Column.Of(Probabilities, Interleaved(answers, classes.Count)),
            Parameters = classes.Select((label, place) => new KeyValuePair<string, string>($"class_{place}", label)).ToEquatableArray(),
        };
    }

    /// <summary>The probability columns, which follow the prediction, as n × k, row-major.</summary>
    static double[] Interleaved(Table answers, int classes)
    {
        var probabilities = new double[(long)answers.RowCount * classes];
        for (var place = 0; place < classes; place++)
        {
            var ofClass = ((Column<double>)answers.Columns[place + 1]).Values;
            for (var row = 0; row < ofClass.Length; row++)
            {
                probabilities[((long)row * classes) + place] = ofClass[row];
            }
        }

        return probabilities;
    }
}
