namespace Reprise.Learning.Bench;

/// <summary>One piece of work that Reprise and its peers do on the same data. Each run has a process of its own, so peak memory is the work's.</summary>
internal interface IWork
{
    /// <summary>Lower-case name with dashes; the peers' scripts are <c>bench/peers/NAME.PEER.py</c>.</summary>
    string Name { get; }

    /// <summary>Does the work and adds a measurement for each part of it.</summary>
    void Run(WorkLog log);
}
