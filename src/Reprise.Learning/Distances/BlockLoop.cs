namespace Reprise.Learning.Distances;

/// <summary>Runs work over numbered blocks on some threads. What a block does must depend on its number only.</summary>
internal static class BlockLoop
{
    /// <summary>Runs every block once; on the calling thread alone where there is one worker or one block.</summary>
    public static void Run(int blocks, int workers, Action<int> block, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (workers == 1 || blocks == 1)
        {
            for (var i = 0; i < blocks; i++)
            {
                block(i);
            }

            return;
        }

        Parallel.For(0, blocks, new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = cancellationToken }, block);
    }
}
