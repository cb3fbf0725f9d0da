namespace Reprise.Learning.Selection.Searches;

/// <summary>Rates candidates on folds with a bounded number of workers; results and calls are in candidate order.</summary>
internal sealed class CandidateRunner<TEstimator, TModel>(
    ISelectionData<TEstimator, TModel> data, int? maxWorkers, TimeProvider? clock, Action<CandidateResult<TEstimator>>? onCandidate)
    where TEstimator : class
{
    private readonly Lock _gate = new();

    /// <summary>Rates each candidate on each pair of training and test rows.</summary>
    public CandidateResult<TEstimator>[] Run(
        IReadOnlyList<(int Index, Candidate<TEstimator> Candidate)> candidates,
        IReadOnlyList<(ReadOnlyMemory<int> Train, ReadOnlyMemory<int> Test)> folds,
        CancellationToken cancellationToken,
        int round = 0,
        int? resource = null)
    {
        var scores = new SelectionScores?[candidates.Count * folds.Count];
        var errors = new Exception?[scores.Length];
        var open = new int[candidates.Count];
        var results = new CandidateResult<TEstimator>?[candidates.Count];
        var reported = 0;
        Array.Fill(open, folds.Count);
        Workers.Run(
            scores.Length,
            maxWorkers,
            item =>
            {
                var (at, fold) = Math.DivRem(item, folds.Count);
                try
                {
                    scores[item] = data.Rate(candidates[at].Candidate.Estimator, folds[fold].Train, [folds[fold].Test], clock, cancellationToken);
                }
                catch (Exception e) when (e is not (OutOfMemoryException or OperationCanceledException))
                {
                    errors[item] = e;
                }

                lock (_gate)
                {
                    if (--open[at] > 0)
                    {
                        return;
                    }

                    results[at] = Result(at);
                    for (; reported < results.Length && results[reported] is { } finished; reported++)
                    {
                        onCandidate?.Invoke(finished);
                    }
                }
            },
            cancellationToken);
        return results!;

        CandidateResult<TEstimator> Result(int at)
        {
            var range = new Range(at * folds.Count, (at + 1) * folds.Count);
            var error = Array.Find(errors[range], e => e is not null);
            SelectionScores[] rated = error is null ? [.. scores[range].Select(score => score!)] : [];
            return new CandidateResult<TEstimator>(
                candidates[at].Index,
                candidates[at].Candidate,
                data.Metrics,
                [.. rated.Select(score => score.Values[0])],
                clock is null || error is not null ? null : TimeSpan.FromTicks((long)rated.Average(score => (score.FitTime ?? default).Ticks)),
                error)
            {
                Round = round,
                TestShare = folds.Average(fold => (double)fold.Test.Length / Math.Max(1, fold.Train.Length)),
                Resource = resource,
            };
        }
    }
}
