using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using Azdo;

[Tests]
static class LifetimeTests
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    static void Collect()
    {
        for (var round = 0; round < 5; round++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
    }

    /// <summary>One record of each page, with what it said while all was there.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    static List<(Build Build, string Json, string Name)> Held(Sandbox service, List<WeakReference> pages)
    {
        using var client = service.Client();
        var held = new List<(Build, string, string)>();
        foreach (var page in client.Builds.List(service.Project, new BuildQuery { PageSize = 7 }).AsPages())
        {
            pages.Add(new WeakReference(page));
            var build = page[page.Count / 2];
            held.Add((build, build.Json, build.DefinitionName));
        }
        return held;
    }

    public static void A_record_outlives_page_list_and_client()
    {
        using var service = new Sandbox("--builds", "100", "--projects", "1");
        var pages = new List<WeakReference>();
        var held = Held(service, pages);
        for (var round = 0; round < 20; round++)
        {
            Collect();
            var garbage = Enumerable.Range(0, 100).Select(size => new byte[size * 1000]).ToList();
            foreach (var (build, json, name) in held)
            {
                Assert.Equal(json, build.Json);
                Assert.Equal(name, build.DefinitionName);
                Assert.That(json.Contains($"\"id\":{build.Id}"), json);
            }
            GC.KeepAlive(garbage);
        }
        Assert.That(pages.Count > 10 && pages.All(page => !page.IsAlive), "pages are held by something else");
        var task = Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            for (var round = 0; round < 200; round++)
                Assert.That(held.All(one => one.Build.Json == one.Json));
        })));
        while (!task.IsCompleted)
            Collect();
        task.GetAwaiter().GetResult();
    }

    public static void A_record_read_as_its_last_use()
    {
        using var service = new Sandbox("--builds", "20", "--projects", "1");
        using var client = service.Client();
        var expected = client.Builds.List(service.Project).First().WebUrl;
        using var done = new CancellationTokenSource();
        var collector = Task.Run(() =>
        {
            while (!done.IsCancellationRequested)
                Collect();
        });
        var first = client.Builds.List(service.Project, new BuildQuery { Top = 1 });
        for (var round = 0; round < 300; round++)
            Assert.Equal(expected, first.First().WebUrl);
        done.Cancel();
        collector.Wait();
    }

    public static void A_client_disposed_during_a_call()
    {
        using var service = new Sandbox("--builds", "30", "--fault", "stall-headers");
        for (var round = 0; round < 20; round++)
        {
            var client = service.Client();
            using var source = new CancellationTokenSource();
            var call = client.Builds.GetJsonAsync(service.Project, source.Token);
            if (round % 2 == 0)
                Thread.Sleep(20);
            client.Dispose();
            client.Dispose();
            Assert.Throws<ObjectDisposedException>(() => client.Builds.GetJson(service.Project));
            Assert.Throws<ObjectDisposedException>(() => client.Builds.List(service.Project));
            source.CancelAfter(20);
            Assert.That(Task.WhenAny(call, Task.Delay(Patience)).Result == call, "the call does not end");
            // A call that had not begun found the client gone.
            Assert.That(call.IsCanceled || call.Exception?.InnerException is ObjectDisposedException, $"{call.Status}");
        }
    }

    public static void A_response_disposed_during_a_read()
    {
        using var service = new Sandbox("--builds", "500", "--fault", "stall-body");
        using var client = service.Client();
        using var source = new CancellationTokenSource();
        var response = client.Request("GET", $"{service.Project}/_apis/build/builds");
        var read = response.ReadAsByteArrayAsync(source.Token);
        Thread.Sleep(100);
        response.Dispose();
        source.CancelAfter(100);
        Assert.Throws<OperationCanceledException>(read);
        Assert.Throws<ObjectDisposedException>(() => response.Header("Content-Type"));
    }

    public static void Lists_and_responses_go_on_without_their_client()
    {
        using var service = new Sandbox("--builds", "30", "--projects", "1");
        var client = service.Client();
        var builds = client.Builds.List(service.Project, new BuildQuery { PageSize = 4 }).GetEnumerator();
        Assert.That(builds.MoveNext());
        using var response = client.Request("GET", "_apis/projects");
        client.Dispose();
        var count = 1;
        while (builds.MoveNext())
            count++;
        Assert.Equal(30, count);
        Assert.That(response.ReadAsString().Contains(service.Project));
    }

    public static void One_client_and_many_threads()
    {
        using var service = new Sandbox("--builds", "50", "--projects", "1");
        using var client = service.Client();
        var counts = new int[16];
        var threads = counts.Select((_, index) => new Thread(() =>
            counts[index] = client.Builds.List(service.Project, new BuildQuery { PageSize = 9 }).Count())).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => Assert.That(thread.Join(Patience)));
        Assert.That(counts.All(count => count == 50), string.Join(",", counts));
    }

    public static async Task One_client_and_many_tasks()
    {
        using var service = new Sandbox("--builds", "50", "--projects", "1");
        using var client = service.Client();
        var lists = Enumerable.Range(0, 40)
            .Select(_ => client.Builds.ListAsync(service.Project, new BuildQuery { PageSize = 9 }).ToList());
        Assert.That((await Task.WhenAll(lists)).All(list => list.Count == 50));
    }

    public static void Clients_come_and_go()
    {
        using var service = new Sandbox("--builds", "1");
        void Make(int count, bool dispose)
        {
            for (var index = 0; index < count; index++)
            {
                var client = service.Client();
                if (index % 100 == 0)
                    client.Builds.GetJson(service.Project);
                if (dispose)
                    client.Dispose();
            }
            Collect();
        }
        Make(500, true);
        Make(500, false);
        var (descriptors, memory) = (Usage.Descriptors, Usage.ResidentBytes);
        Make(2000, true);
        Make(2000, false);
        Assert.That(Usage.Descriptors <= descriptors + 5, $"{descriptors} descriptors became {Usage.Descriptors}");
        Assert.That(Usage.ResidentBytes < memory + (50 << 20), $"{memory} bytes became {Usage.ResidentBytes}");
    }

    public static void Cancel_tokens_come_and_go()
    {
        using var service = new Sandbox("--builds", "1", "--projects", "1");
        using var client = service.Client();
        using var source = new CancellationTokenSource();
        client.Builds.GetJson(service.Project, source.Token);
        var descriptors = Usage.Descriptors;
        for (var round = 0; round < 1000; round++)
            client.WithTimeout(Patience).Builds.GetJson(service.Project, source.Token);
        Assert.That(Usage.Descriptors <= descriptors + 5, $"{descriptors} descriptors became {Usage.Descriptors}");
    }

    public static void Pages_come_and_go()
    {
        using var service = new Sandbox("--builds", "1000", "--projects", "1");
        using var client = service.Client();
        long Read(int rounds)
        {
            for (var round = 0; round < rounds; round++)
                Assert.Equal(1000, client.Builds.List(service.Project).Count());
            return Usage.ResidentBytes;
        }
        var memory = Read(10);
        // Each round is more than 3 MB of pages that nobody disposes.
        Assert.That(Read(60) < memory + (60 << 20), "pages stay");
    }

    public static void A_process_ends_with_everything_open()
    {
        using var service = new Sandbox("--builds", "5", "--fault", "stall-headers@stalls");
        var ended = Child.Start(new[] { "leave", service.Url, service.Pat, service.Project });
        Assert.That(ended.Status == 0 && long.Parse(ended.Output) > 0 && ended.Error == "", ended.Output + ended.Error);
    }
}
