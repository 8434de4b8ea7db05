package main

import (
	"context"
	"net"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"
)

// The vectors that writers in all languages share; where they are is said by INSIGHT_VECTORS.
func TestTheWireIsWrittenAsTheVectorsSay(t *testing.T) {
	text, err := os.ReadFile(os.Getenv("INSIGHT_VECTORS"))
	if err != nil {
		t.Fatal(err)
	}
	written := 0
	for _, block := range strings.Split(string(text), "\n\n") {
		if stamp, found := line(block, "stamp "); found {
			written += vector(t, block, strings.Split(stamp, " "))
		}
	}
	if written < 10 {
		t.Errorf("only %d vectors were tried", written)
	}
}

// vector tries one and returns 1, or 0 where it has a value that this writer does not measure.
func vector(t *testing.T, block string, stamp []string) int {
	var total time.Duration
	failed, early := false, true
	for _, word := range stamp[1:] {
		switch key, value, _ := strings.Cut(word, "="); {
		case key == "total":
			nanos, _ := strconv.ParseInt(value, 10, 64)
			total = time.Duration(nanos)
		case word == "origin=own":
			failed = true
		case word == "flags=i":
			early = false
		default:
			return 0
		}
	}
	trailers, _ := line(block, "trailers ")
	bytes, _ := strconv.Atoi(trailers)
	wire, stamps := line(block, "wire ")
	if fits := insightFits(bytes); fits != stamps {
		t.Errorf("%d bytes of trailers leave room: %v", bytes, fits)
	}
	if element := insightElement(stamp[0], total, failed, early); stamps && element != wire {
		t.Errorf("written %q, not %q", element, wire)
	}
	return 1
}

func line(block, key string) (string, bool) {
	for _, each := range strings.Split(block, "\n") {
		if strings.HasPrefix(each, key) {
			return strings.TrimPrefix(each, key), true
		}
	}
	return "", false
}

type failing struct {
	grpc_health_v1.UnimplementedHealthServer
	message string
}

func (f failing) Check(ctx context.Context, _ *grpc_health_v1.HealthCheckRequest) (*grpc_health_v1.HealthCheckResponse, error) {
	grpc.SetTrailer(ctx, metadata.Pairs("x-detail", "kept"))
	time.Sleep(20 * time.Millisecond)
	return nil, status.Error(codes.ResourceExhausted, f.message)
}

// call returns the trailers of a failed health check, and how long it took.
func call(t *testing.T, ask, message string, options ...grpc.ServerOption) (metadata.MD, time.Duration) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server := grpc.NewServer(options...)
	defer server.Stop()
	grpc_health_v1.RegisterHealthServer(server, failing{message: message})
	go server.Serve(listener)
	connection, err := grpc.Dial(listener.Addr().String(), grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		t.Fatal(err)
	}
	defer connection.Close()
	ctx := context.Background()
	if ask != "" {
		ctx = metadata.AppendToOutgoingContext(ctx, "insight-ask", ask)
	}
	var trailers metadata.MD
	start := time.Now()
	_, err = grpc_health_v1.NewHealthClient(connection).Check(ctx, &grpc_health_v1.HealthCheckRequest{}, grpc.Trailer(&trailers))
	if status.Code(err) != codes.ResourceExhausted || status.Convert(err).Message() != message {
		t.Errorf("the call ended otherwise: %v", err)
	}
	if kept := trailers.Get("x-detail"); len(kept) != 1 || kept[0] != "kept" {
		t.Errorf("the handler's trailers are %v", trailers)
	}
	return trailers, time.Since(start)
}

func TestOnlyWhoAsksIsTold(t *testing.T) {
	stamping := grpc.ChainUnaryInterceptor(insightStamp("payments"))
	for _, ask := range []string{"", "v=2", "v=11", "probe"} {
		if trailers, _ := call(t, ask, "full", stamping); len(trailers.Get("insight-hop")) != 0 {
			t.Errorf("who asks %q is told %v", ask, trailers)
		}
	}
	for _, ask := range []string{"v=1", "v=1;probe"} {
		trailers, took := call(t, ask, "full", grpc.InTapHandle(insightStart), stamping)
		told := strings.Join(trailers.Get("insight-hop"), " and ")
		micros, err := strconv.Atoi(strings.TrimSuffix(strings.TrimPrefix(told, "payments;t="), ";e=own"))
		if err != nil || micros < 20_000 || micros > int(took.Microseconds()) {
			t.Errorf("of a call of 20 ms, %v for the caller, who asks is told %q", took, told)
		}
	}
}

func TestTheStampSaysWhereItsClockStarted(t *testing.T) {
	trailers, _ := call(t, "v=1", "full", grpc.ChainUnaryInterceptor(insightStamp("payments")))
	if told := trailers.Get("insight-hop"); len(told) != 1 || !strings.HasSuffix(told[0], ";e=own;f=i") {
		t.Errorf("without a tap the caller is told %v", told)
	}
}

func TestAnErrorThatFillsTheTrailersIsNotStamped(t *testing.T) {
	trailers, _ := call(t, "v=1", strings.Repeat("x", 2_100), grpc.ChainUnaryInterceptor(insightStamp("payments")))
	if told := trailers.Get("insight-hop"); len(told) != 0 {
		t.Errorf("the caller is told %v", told)
	}
}

func TestANameThatCannotTravelIsRefused(t *testing.T) {
	for _, name := range []string{"", "pay ments", "a,b", "a;b", strings.Repeat("a", 65)} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%q is a hop's name", name)
				}
			}()
			insightStamp(name)
		}()
	}
}
