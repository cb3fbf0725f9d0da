using Reprise.Core.Matrices;
using Reprise.Core.Tables;
using Reprise.Learning.Estimators;
using Reprise.Learning.Pipelines;

namespace Reprise.Learning.Preprocessing.Columns;

/// <summary>A fitted <see cref="ColumnBlock"/>.</summary>
public sealed class ColumnBlockModel
{
    internal const string RemainderName = "remainder";

    internal ColumnBlockModel(string name, ITableEncoderModel encoder, ITransformerModel[] steps)
    {
        Name = name;
        Encoder = encoder;
        Steps = steps;
        FeatureNames = steps.Aggregate(encoder.FeatureNames, (names, step) => step.FeatureNames(names));
    }

    /// <summary>Its name; <c>remainder</c> for the columns that no block takes.</summary>
    public string Name { get; }

    /// <summary>The fitted encoder.</summary>
    public ITableEncoderModel Encoder { get; }

    /// <summary>The fitted steps, in order.</summary>
    public IReadOnlyList<ITransformerModel> Steps { get; }

    /// <summary>Names of its features, without prefix.</summary>
    public IReadOnlyList<string> FeatureNames { get; }

    /// <summary>Its features of a table; notes problems.</summary>
    internal Matrix? Read(Table table, ProblemList problems)
    {
        try
        {
            var x = Encoder is ITableReader reader ? reader.Read(table, problems) : Encoder.Transform(table);
            if (problems.Count > 0)
            {
                return null;
            }

            foreach (var step in Steps)
            {
                x = step.Transform(x);
            }

            return x;
        }
        catch (ArgumentException e)
        {
            foreach (var problem in Problems(Name, e))
            {
                problems.AddText(problem);
            }

            return null;
        }
    }

    /// <summary>The lines of an exception's message, without the parameter's name.</summary>
    internal static IEnumerable<string> Problems(string block, ArgumentException exception)
    {
        var suffix = $" (Parameter '{exception.ParamName}')";
        var message = exception.Message.EndsWith(suffix, StringComparison.Ordinal) ? exception.Message[..^suffix.Length] : exception.Message;
        return message.Split(Environment.NewLine).Select(line => $"Block '{block}': {line}");
    }
}
