using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Azdo;

[Tests]
static class WaitingTests
{
    /// <summary>Far beyond what a signal takes, far below what the call would.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(150);

    static readonly string[] Stages = { "stall-headers", "stall-body", "drip", "tls-stall" };

    static Sandbox At(string stage) => stage == "tls-stall"
        ? new Sandbox("--builds", "500", "--tls", "--fault", stage)
        : new Sandbox("--builds", "500", "--fault", stage);

    /// <summary>A call that is cancelled from another thread ends soon, with the token that it was given.</summary>
    static void EndsBySignal(Action<CancellationToken> call)
    {
        using var source = new CancellationTokenSource();
        var watch = Stopwatch.StartNew();
        source.CancelAfter(Soon);
        try
        {
            call(source.Token);
            throw new Exception("it was not cancelled");
        }
        catch (OperationCanceledException e)
        {
            Assert.Equal(source.Token, e.CancellationToken);
        }
        Assert.That(watch.Elapsed >= Soon * 0.9 && watch.Elapsed < Patience, $"it took {watch.Elapsed}");
    }

    public static void Cancelled_at_any_stage()
    {
        foreach (var stage in Stages)
        {
            using var service = At(stage);
            using var client = service.Client();
            EndsBySignal(token => client.Builds.GetJson(service.Project, token));
            EndsBySignal(token => client.Builds.List(service.Project, null, token).First());
            EndsBySignal(token => Wait(client.Builds.GetJsonAsync(service.Project, token)));
            EndsBySignal(token => Wait(client.Builds.ListAsync(service.Project, null, token).ToList()));
            EndsBySignal(token =>
                AzdoClient.GetBuilds(service.Url, service.Project, null, service.Pat, cancellationToken: token));
        }
    }

    static T Wait<T>(Task<T> task) => task.GetAwaiter().GetResult();

    public static void A_cancelled_call_says_so_inside()
    {
        using var service = At("stall-headers");
        using var client = service.Client();
        using var source = new CancellationTokenSource(Soon);
        var ended = Assert.Throws<OperationCanceledException>(
            () => client.Builds.Get(service.Project, 1, source.Token));
        Assert.Equal(AzdoStatus.Cancelled, ((AzdoException)ended.InnerException!).Status);
        // The client goes on.
        Assert.Throws<AzdoTimeoutException>(() => client.WithTimeout(Soon).Builds.Get(service.Project, 1));
    }

    public static void A_token_that_is_cancelled_already_sends_nothing()
    {
        // Nobody listens there: whatever were sent would fail otherwise.
        using var client = new AzdoClient("http://127.0.0.1:1/c", Credential.Pat("p"));
        var token = new CancellationToken(canceled: true);
        var ended = Assert.Throws<OperationCanceledException>(() => client.Builds.GetJson("p", token));
        Assert.Equal(token, ended.CancellationToken);
        Assert.Throws<OperationCanceledException>(() => client.Builds.List("p", null, token).First());
        var task = client.Builds.GetJsonAsync("p", token);
        Assert.Throws<TaskCanceledException>(task);
        Assert.That(task.IsCanceled);
        var step = client.Builds.ListAsync("p").GetAsyncEnumerator(token).MoveNextAsync();
        Assert.Throws<TaskCanceledException>(step.AsTask());
    }

    public static async Task With_cancellation_ends_a_loop()
    {
        using var service = new Sandbox("--builds", "30", "--projects", "1");
        using var client = service.Client();
        var query = new BuildQuery { PageSize = 10 };
        foreach (var byParameter in new[] { true, false })
        {
            using var source = new CancellationTokenSource();
            var seen = 0;
            try
            {
                var builds = client.Builds.ListAsync(service.Project, query, byParameter ? source.Token : default);
                await foreach (var build in builds.WithCancellation(byParameter ? default : source.Token))
                    if (++seen == 5)
                        source.Cancel();
                throw new Exception("it was not cancelled");
            }
            catch (OperationCanceledException e)
            {
                Assert.Equal(source.Token, e.CancellationToken);
            }
            // The rest of the page is here already.
            Assert.Equal(10, seen);
        }
        // Of two tokens either ends it.
        foreach (var first in new[] { true, false })
        {
            using CancellationTokenSource one = new CancellationTokenSource(), other = new CancellationTokenSource();
            (first ? one : other).Cancel();
            var builds = client.Builds.ListAsync(service.Project, query, one.Token);
            var step = builds.WithCancellation(other.Token).GetAsyncEnumerator().MoveNextAsync();
            try
            {
                await step;
                throw new Exception("it was not cancelled");
            }
            catch (OperationCanceledException) { }
        }
    }

    public static async Task Leaving_a_loop_early_is_fine()
    {
        using var service = new Sandbox("--builds", "30", "--projects", "1");
        using var client = service.Client();
        for (var round = 0; round < 50; round++)
        {
            await foreach (var build in client.Builds.ListAsync(service.Project, new BuildQuery { PageSize = 3 }))
                if (build.Id > 0)
                    break;
            foreach (var page in client.Builds.List(service.Project, new BuildQuery { PageSize = 3 }).AsPages())
                break;
        }
    }

    public static void Deadlines()
    {
        foreach (var stage in Stages)
        {
            using var service = At(stage);
            using var client = service.Client();
            using var patient = service.Client(options: new AzdoClientOptions { Timeout = Soon });
            var hasty = client.WithTimeout(Soon);
            foreach (var call in new Action[]
            {
                () => hasty.Builds.GetJson(service.Project),
                () => hasty.Builds.List(service.Project).First(),
                () => Wait(hasty.Builds.ListAsync(service.Project).ToList()),
                () => hasty.Request("GET", "_apis/projects").ReadAsString(),
                () => patient.Builds.GetJson(service.Project),
            })
            {
                var watch = Stopwatch.StartNew();
                var late = Assert.Throws<AzdoTimeoutException>(call);
                Assert.That(late.Cause == "timeout" && late.IsRetriable, late.Message);
                Assert.That(watch.Elapsed < Patience, $"{stage}: it took {watch.Elapsed}");
            }
        }
        using var healthy = new Sandbox("--builds", "1");
        using var endless = healthy.Client(
            options: new AzdoClientOptions { Timeout = Timeout.InfiniteTimeSpan }).WithTimeout(Timeout.InfiniteTimeSpan);
        Assert.Equal(1001L, endless.Builds.Get(healthy.Project, 1001).Id);
        Assert.Throws<ArgumentOutOfRangeException>(() => endless.WithTimeout(TimeSpan.FromSeconds(-2)));
        Assert.Throws<ArgumentNullException>(() => endless.SetCredential(null!));

        using var stalled = At("stall-headers");
        Assert.Throws<AzdoTimeoutException>(
            () => AzdoClient.GetBuilds(stalled.Url, stalled.Project, null, stalled.Pat, Soon));
        using var idle = stalled.Client(options: new AzdoClientOptions { FirstByteTimeout = Soon });
        Assert.Throws<AzdoTimeoutException>(() => idle.Builds.GetJson(stalled.Project));
        // A deadline of .NET's own is a cancellation, as everywhere in .NET.
        using var source = new CancellationTokenSource(Soon);
        Assert.Throws<OperationCanceledException>(
            () => stalled.Client().WithTimeout(Patience).Request("GET", "x", cancellationToken: source.Token));
    }

    public static async Task A_body_that_stalls_is_let_go()
    {
        using var service = At("stall-body");
        using var client = service.Client();
        using var response = client.Request("GET", $"{service.Project}/_apis/build/builds");
        var stream = response.ReadAsStream();
        var buffer = new byte[1 << 20];
        Assert.That(stream.Read(buffer) > 0);
        EndsBySignal(token =>
        {
            while (Wait(stream.ReadAsync(buffer, token).AsTask()) > 0) { }
        });
        using var other = await client.RequestAsync("GET", $"{service.Project}/_apis/build/builds");
        EndsBySignal(token => other.ReadAsByteArray(token));
    }
}
